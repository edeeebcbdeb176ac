-- Question: how long did each member of these bodies' tier hold a seat, and who has left?
-- One row per unbroken holding of a seat by one member, in the last list of seats that the body sent. A seat taken up
-- again by the same member within 31 days was not left. `left` is false while the seat is held on the day the list was
-- drawn up. `older`: the holding began before the record did, so that those who left before it are not there to be
-- counted. The record begins with the body, where no holding is older than it; else with the first departure told.
-- Parameters: $bodies, $part
with holdings as (
    select
        seats.*,
        returns.sequence,
        returns.source_code,
        returns.standing,
        coalesce(seats.sub_group, '') || ' / ' || seats.seat_ref as seat,
        coalesce(seats.member_ref, 'row ' || seats.row) as member,
        coalesce(max(seats.as_at) over (partition by seats.return_id, seats.body_code), returns.received) as drawn_up
    from seats
    inner join returns on seats.return_id = returns.return_id
    where seats.body_code in (select unnest($bodies)) and seats.tier = $part
),

latest as (
    select *
    from holdings
    qualify dense_rank() over (partition by body_code order by drawn_up desc, sequence desc) = 1
),

held as (
    select *, if(ended <= drawn_up, ended, null) as left_on
    from latest
    where not coalesce(vacant, false) and started <= drawn_up and (ended is null or ended >= started)
),

records as (
    select
        held.body_code,
        min(held.left_on) as first_departure,
        if(min(held.started) >= any_value(body.from_date), any_value(body.from_date), min(held.left_on)) as began
    from held
    inner join body on held.body_code = body.body_code
    group by held.body_code
),

resumed as (
    select
        *,
        coalesce(
            started > lag(coalesce(left_on, drawn_up)) over (
                partition by body_code, seat, member order by started, row
            ) + 31,
            true
        ) as anew
    from held
),

numbered as (
    select
        *,
        sum(anew::integer) over (partition by body_code, seat, member order by started, row) as spell
    from resumed
),

spells as (
    select
        body_code,
        seat,
        member,
        spell,
        any_value(drawn_up) as drawn_up,
        any_value(source_code) as source_code,
        any_value(standing) as standing,
        arg_max(ethnic_group, started) as ethnic_group,
        min(started) as began,
        max(coalesce(left_on, drawn_up)) as until,
        bool_and(left_on is not null) as has_left
    from numbered
    group by body_code, seat, member, spell
)

select
    spells.body_code,
    spells.ethnic_group,
    date_diff('day', spells.began, spells.until) as days,
    spells.has_left as "left",
    coalesce(spells.began < records.began, true) as older,
    records.first_departure is not null as departures_told,
    spells.drawn_up,
    spells.source_code,
    spells.standing
from spells
inner join records on spells.body_code = records.body_code
order by spells.body_code, days, "left", spells.ethnic_group;
