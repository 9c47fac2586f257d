/**
 * Whether a scope `s` of an account `a` has vanished (engine rule R5): no plan lists it any more, or its account cannot be reached. It
 * keeps what it holds until somebody prunes it.
 */
export const IS_ORPHANED = `(s.orphaned_at is not null or a.state in ('role_lost', 'never_reachable', 'excluded', 'suspended', 'left'))`;
