-- Question: how many seats of these bodies' tier does each ethnic group hold on a day, where only totals are sent?
-- One row per body, classification and ethnic group as told, from the return accepted last. `designated` are all seats
-- the body reserves, `seats` all it has; null where it does not say.
-- Parameters: $bodies, $part, $as_at
with told as (
    select seat_counts.*, returns.sequence, returns.source_code, returns.standing
    from seat_counts
    inner join returns on seat_counts.return_id = returns.return_id
    where
        seat_counts.body_code in (select unnest($bodies))
        and seat_counts.tier = $part
        and seat_counts.as_at = $as_at::date
    qualify dense_rank() over (partition by seat_counts.body_code order by returns.sequence desc) = 1
)

select
    body_code,
    coalesce(classification, '') as told_in,
    ethnic_group,
    people,
    people_mark,
    people_low,
    people_high,
    unit,
    base,
    note,
    sum(designated_seats) over (partition by body_code) as designated,
    max(nullif(designated_seats_mark, 'blank')) over (partition by body_code) as designated_mark,
    max(seats) over (partition by body_code) as seats,
    sequence,
    source_code,
    standing
from told
order by body_code, told_in, ethnic_group;
