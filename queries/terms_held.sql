-- Question: who holds each seat of these bodies by their last list, since when, and when does the term end?
-- One row per body and seat that is held on the day the list was drawn up.
-- Parameters: $bodies, $part
with holdings as (
    select
        seats.*,
        returns.sequence,
        coalesce(seats.sub_group, '') || ' / ' || seats.seat_ref as seat,
        coalesce(max(seats.as_at) over (partition by seats.return_id, seats.body_code), returns.received) as drawn_up
    from seats
    inner join returns on seats.return_id = returns.return_id
    where seats.body_code in (select unnest($bodies)) and seats.tier = $part
),

latest as (
    select *
    from holdings
    qualify dense_rank() over (partition by body_code order by drawn_up desc, sequence desc) = 1
)

select body_code, seat, ethnic_group, started, ended, term_ends, drawn_up
from latest
where not coalesce(vacant, false) and coalesce(started, drawn_up) <= drawn_up
qualify row_number() over (partition by body_code, seat, member_ref, started order by row desc) = 1
order by body_code, seat, started, term_ends;
