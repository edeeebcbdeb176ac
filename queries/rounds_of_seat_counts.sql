-- Question: which bodies have told us who holds their seats, in which tier and on which dates?
-- One row per body, tier and date.
-- Parameters: none
select
    seat_counts.body_code,
    body.name as body,
    body.body_type,
    seat_counts.tier,
    seat_counts.as_at,
    bool_or(seat_counts.classification = 'all' and seat_counts.people > 0) as has_base,
    bool_or(seat_counts.unit = 'percent') as has_percent,
    min(returns.standing) as standing,
    min(returns.source_code) as source_code
from seat_counts
inner join body on seat_counts.body_code = body.body_code
inner join returns on seat_counts.return_id = returns.return_id
group by seat_counts.body_code, body.name, body.body_type, seat_counts.tier, seat_counts.as_at
order by body.name, seat_counts.tier, seat_counts.as_at;
