/** How long AWS has to say that an account is gone before its entities are pruned without anybody asking. */
export const GRACE_DAYS = 7;

/**
 * Whether a scope `s` of an account `a` has vanished (engine rule R5): no plan lists it any more, or its account cannot be reached. It
 * keeps what it holds until it is pruned.
 */
export const IS_ORPHANED = `(s.orphaned_at is not null or a.state in ('role_lost', 'never_reachable', 'excluded', 'suspended', 'left'))`;

/**
 * Whether an account `a` is gone for good: AWS said so, and a reading of its organization that is at least as much younger as the grace
 * period says so still. Readings that fail prove nothing, however long.
 */
export const IS_GONE = `exists (
  select from app.organization g cross join lateral (select jsonb_build_object('awsAccountId', a.aws_account_id) as id) m
  where g.tenant_id = a.tenant_id and g.integration_id = a.integration_id and g.organization_id = a.organization_id
    and g.read_at >= a.gone_since + interval '${GRACE_DAYS} days'
    and case a.state when 'left' then g.is_whole and not g.accounts @> jsonb_build_array(m.id)
      when 'suspended' then g.accounts @> jsonb_build_array(m.id || '{"state": "SUSPENDED"}')
        or g.accounts @> jsonb_build_array(m.id || '{"state": "CLOSED"}')
      else false end)`;

/**
 * Whether an operation may take along what a scope `s` of an account `a` and an integration `i` holds: still vanished, and its account still
 * gone where nobody but Longshore asked for the prune; or of an integration that is being deleted.
 */
export const isReleasedTo = (operation: string): string => `(s.released_by is not distinct from ${operation}::uuid
  and exists (select from app.operation p where p.tenant_id = s.tenant_id and p.id = ${operation}::uuid
    and case p.type when 'removal' then i.state = 'deleting' else ${IS_ORPHANED} and (not p.target ? 'isGone' or ${IS_GONE}) end))`;
