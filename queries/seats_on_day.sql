-- Question: who holds the seats of these bodies on a day, as their own lists of seats tell it?
-- One row per body, tier, holder (member_ref: the key the body keeps), ethnic group as told and kind of seat (vacant,
-- designated, sector, route, position, represents); `seats` counts them. Without $part, every tier. The list of a tier
-- is the last one accepted of those drawn up on that day or later that account for nine in ten of their seats on it;
-- `unrecorded` are the seats of which it says nothing on that day.
-- Parameters: $bodies, $part, $as_at
with holdings as (
    select
        seats.*,
        coalesce(seats.sub_group, '') || ' / ' || seats.seat_ref as seat,
        coalesce(seats.vacant, false) as is_vacant,
        max(seats.as_at) over (partition by seats.return_id, seats.body_code, seats.tier) as listed
    from seats
    where
        seats.body_code in (select unnest($bodies))
        and (cast($part as text) is null or seats.tier = cast($part as text))
),

lists as (
    select
        holdings.return_id,
        holdings.body_code,
        holdings.tier,
        returns.sequence,
        returns.source_code,
        returns.standing,
        coalesce(holdings.listed, returns.received) as drawn_up,
        count(distinct holdings.seat) as seats
    from holdings
    inner join returns on holdings.return_id = returns.return_id
    group by all
),

-- A seat without a first day is known to be held only on the day the list was drawn up.
on_day as (
    select holdings.*
    from holdings
    inner join lists
        on
            holdings.return_id = lists.return_id
            and holdings.body_code = lists.body_code
            and holdings.tier = lists.tier
    where
        $as_at::date <= lists.drawn_up
        and coalesce(holdings.started, lists.drawn_up) <= $as_at::date
        and (holdings.ended is null or holdings.ended > $as_at::date)
),

-- A seat that is told to be held is not vacant, whatever another row of it says.
counted as (
    select *
    from on_day
    qualify not is_vacant or bool_and(is_vacant) over (partition by return_id, body_code, tier, seat)
),

recorded as (
    select return_id, body_code, tier, count(distinct seat) as seats
    from counted
    group by return_id, body_code, tier
),

chosen as (
    select lists.* exclude (seats), lists.seats - recorded.seats as unrecorded
    from lists
    inner join recorded
        on
            lists.return_id = recorded.return_id
            and lists.body_code = recorded.body_code
            and lists.tier = recorded.tier
    where recorded.seats >= 0.9 * lists.seats
    qualify row_number() over (partition by lists.body_code, lists.tier order by lists.sequence desc) = 1
)

select
    counted.body_code,
    counted.tier,
    counted.member_ref,
    counted.ethnic_group,
    counted.is_vacant as vacant,
    counted.designated,
    counted.sector,
    counted.route,
    counted.position,
    counted.represents,
    count(*) as seats,
    chosen.unrecorded,
    chosen.drawn_up,
    chosen.sequence,
    chosen.source_code,
    chosen.standing
from counted
inner join chosen
    on
        counted.return_id = chosen.return_id
        and counted.body_code = chosen.body_code
        and counted.tier = chosen.tier
group by all
order by all;
