-- Makes a takeover of the account sync wait for the calling transaction; fails when it has happened already, so that statements which
-- are sent along write nothing. FOR SHARE, since FOR KEY SHARE would let the new fence be written meanwhile.
create function app.hold_fence(account_sync_id uuid, expected bigint) returns void language plpgsql as $$
begin
  perform from app.account_sync a where a.id = account_sync_id and a.fence = expected and a.state = 'running' for share;
  if not found then
    raise exception 'the lease of account sync % was lost', account_sync_id using errcode = 'LS001';
  end if;
end $$;

revoke execute on function app.hold_fence(uuid, bigint) from public;
grant execute on function app.hold_fence(uuid, bigint) to longshore_app;
