/**
 * Stands before every program.
 * First, what jq 1.8 changed against the 1.7 that Port runs, put back (jq 1.8 release notes): trimming something that is
 * no string returns it, a negative limit limits nothing, the last of nothing is null. Local time is UTC, whatever the host's.
 * Then a second lock behind the refused words: should one get past the check, it does nothing.
 */
export const PRELUDE = `
def ltrimstr($x): if type == "string" and ($x | type == "string") and startswith($x) then .[($x | length):] else . end;
def rtrimstr($x): if type == "string" and ($x | type == "string") and endswith($x) then .[:length - ($x | length)] else . end;
def limit($n; f): if $n > 0 then label $out | foreach f as $each (0; . + 1; $each, if . >= $n then break $out else empty end)
  elif $n == 0 then empty else f end;
def last(f): reduce f as $each (null; $each);
def localtime: gmtime;
def strflocaltime(f): strftime(f);
def _refused: error("not available");
def halt: _refused; def halt_error: _refused; def halt_error($code): _refused;
def input: _refused; def inputs: _refused; def input_filename: _refused; def input_line_number: _refused;
def debug: _refused; def debug(f): _refused; def stderr: _refused;
def get_search_list: _refused; def modulemeta: _refused; def env: {};
`;
