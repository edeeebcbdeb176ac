-- Question: how many people of each ethnic group takes each body's part, at every date it has told?
-- A part is a tier of seats (core, wider, sub_group, officers ...) or one of the five roles.

-- One row per group code and classification it can be counted in: its own, or a coarser one. Never a finer.
create table counted_in as
with preferred as (
    select group_code, classification
    from groups
    qualify row_number() over (
        partition by group_code
        order by list_position(
            ['2021-19', '2011-18', '2011-15', 'broad-5', 'white-other', 'british-other', 'all', '2001-16', 'survey-4'],
            classification
        )
    ) = 1
)

select groups.group_code, groups.classification, groups.group_code as counted_as
from groups
where groups.classification in ('2021-19', 'broad-5', 'white-other', 'british-other')
union
select preferred.group_code, group_maps.to_classification, group_maps.to_group_code
from preferred
inner join group_maps
    on preferred.classification = group_maps.classification and preferred.group_code = group_maps.group_code
where
    group_maps.to_classification in ('broad-5', 'white-other', 'british-other')
    and (preferred.group_code, group_maps.to_classification) not in (select (group_code, classification) from groups);

-- One row per body, tier and date at which a list of its seats can be read: the day it was drawn up, and the same day
-- in earlier years for as long as at least nine in ten of its seats are accounted for.
create table seat_days as
with lists as (
    select return_id, body_code, tier, as_at, count(distinct seat_ref) as seats
    from seats
    group by all
),

days as (
    select lists.*, (lists.as_at - to_years(ago.years::integer))::date as day
    from lists
    cross join range(0, 21) as ago (years)
)

select days.return_id, days.body_code, days.tier, days.day, days.seats
from days
inner join seats
    on
        days.return_id = seats.return_id
        and days.body_code = seats.body_code
        and days.tier = seats.tier
        and days.as_at = seats.as_at
        and seats.started <= days.day
        and (seats.ended is null or seats.ended > days.day)
group by all
having count(distinct seats.seat_ref) >= 0.9 * days.seats;

-- One row per body, role, year to March and group: people at the activities that ended in it, in all returns that tell
-- of any; the same people counted again at a repeat are left out. What is invented is never added to what is real.
create temp table took_part as
with activities as (
    select
        participation.*,
        coalesce(participation."to", participation."from") as last_day,
        returns.standing = 'illustrative' as invented,
        returns.sequence
    from participation
    inner join returns on participation.return_id = returns.return_id
    where participation.repeat_of is null or participation.repeat_of = ''
),

dated as (
    select *, make_date(year(last_day) + (month(last_day) > 3)::integer, 3, 31) as as_at
    from activities
),

year_of as (
    select body_code, role, as_at, invented
    from dated
    where ethnic_group = 'all'
),

-- The activities of years in which any was told of everyone, whether or not of groups.
beside as (
    select
        dated.*,
        bool_or(dated.ethnic_group = 'all') over one_activity as of_everyone,
        bool_or(dated.ethnic_group != 'all') over one_activity as by_group,
        bool_or(dated.ethnic_group != 'all') over one_year as others_by_group
    from dated
    semi join year_of
        on
            dated.body_code = year_of.body_code
            and dated.role = year_of.role
            and dated.as_at = year_of.as_at
            and dated.invented = year_of.invented
    window
        one_activity as (
            partition by
                dated.return_id, dated.body_code, dated.role, dated.as_at, dated.activity, dated.mechanism,
                dated."from", dated."to", dated.area_code
        ),
        one_year as (partition by dated.body_code, dated.role, dated.as_at, dated.invented)
),

counted as (
    select body_code, role, as_at, invented, ethnic_group, people, people_low, people_high, people_mark
    from dated
    where ethnic_group != 'all'
    union all
    -- Everyone is everyone of every activity: as it was told, or all those told by group.
    select body_code, role, as_at, invented, 'all', people, people_low, people_high, people_mark
    from beside
    where ethnic_group = 'all' or not of_everyone
    union all
    -- Nobody's group is known at an activity that told of everyone alone.
    select body_code, role, as_at, invented, 'not_known', people, people_low, people_high, people_mark
    from beside
    where not by_group and others_by_group
),

latest_told as (
    select body_code, role, as_at, invented, arg_max(return_id, (sequence, return_id)) as return_id
    from dated
    group by body_code, role, as_at, invented
)

select
    latest_told.return_id,
    counted.body_code,
    counted.role as part,
    counted.as_at,
    counted.ethnic_group as group_code,
    case when count(counted.people) = count(*) then sum(counted.people) end as people,
    sum(counted.people_low) as people_low,
    case when count(counted.people_high) = count(*) then sum(counted.people_high) end as people_high,
    coalesce(max(counted.people_mark), '') as people_mark
from counted
inner join latest_told
    on
        counted.body_code = latest_told.body_code
        and counted.role = latest_told.role
        and counted.as_at = latest_told.as_at
        and counted.invented = latest_told.invented
group by
    latest_told.return_id, counted.body_code, counted.role, counted.as_at, counted.invented, counted.ethnic_group;

-- Every count in one form, as it was told.
create temp table told as
select
    seat_days.return_id,
    seat_days.body_code,
    seat_days.tier as part,
    seat_days.day as as_at,
    seats.ethnic_group as group_code,
    count(*)::double as people,
    count(*)::double as people_low,
    count(*)::double as people_high,
    '' as people_mark,
    'headcount' as unit,
    null::double as base,
    '' as note,
    true as listed -- everyone is in a list of seats: a group that is not there is nobody
from seat_days
inner join seats
    on
        seat_days.return_id = seats.return_id
        and seat_days.body_code = seats.body_code
        and seat_days.tier = seats.tier
        and seats.started <= seat_days.day
        and (seats.ended is null or seats.ended > seat_days.day)
where not coalesce(seats.vacant, false)
group by seat_days.return_id, seat_days.body_code, seat_days.tier, seat_days.day, seats.ethnic_group
union all
select
    return_id, body_code, tier, as_at, ethnic_group, people, people_low, people_high, coalesce(people_mark, ''), unit,
    base, coalesce(note, ''), false
from seat_counts
union all
select
    return_id, body_code, part, as_at, group_code, people, people_low, people_high, people_mark, 'headcount', null, '',
    false
from took_part;

-- One row per body, part and date told: where two returns tell of the same, the one accepted last does.
create temp table rounds as
select
    told.body_code,
    told.part,
    told.as_at,
    arg_max(told.return_id, (returns.sequence, told.return_id)) as return_id,
    arg_max(returns.source_code, (returns.sequence, told.return_id)) as source_code,
    arg_max(returns.standing, (returns.sequence, told.return_id)) as standing
from told
inner join returns on told.return_id = returns.return_id
group by told.body_code, told.part, told.as_at;

create temp table latest as
select told.*
from told
inner join rounds
    on
        told.body_code = rounds.body_code
        and told.part = rounds.part
        and told.as_at = rounds.as_at
        and told.return_id = rounds.return_id;

-- One row per body, part, date, classification and group, and how many of the groups told it is made of.
create temp table added_up as
select
    latest.body_code,
    latest.part,
    latest.as_at,
    counted_in.classification,
    counted_in.counted_as as group_code,
    -- Rounded, so that per cents add up to the same figure in whatever order threads add them.
    case when count(latest.people) = count(*) then round(sum(latest.people), 6) end as people,
    round(sum(latest.people_low), 6) as people_low,
    case when count(latest.people_high) = count(*) then round(sum(latest.people_high), 6) end as people_high,
    max(latest.people_mark) as people_mark,
    min(latest.unit) as unit,
    min(latest.base) as base,
    count(*) as groups_counted,
    bool_or(latest.listed) as listed
from latest
inner join counted_in on latest.group_code = counted_in.group_code
where latest.group_code in (select group_code from groups where classification != 'all')
group by latest.body_code, latest.part, latest.as_at, counted_in.classification, counted_in.counted_as;

-- One row per body, part, date, classification and group: only lists in which everything told can be counted.
-- Classification `all` holds the body's own total, `unknown` those whose ethnic group it does not know.
create temp table engaged_as_told as
with known as (
    select body_code, part, as_at, count(*) as groups_told
    from latest
    where group_code in (select group_code from groups where classification != 'all')
    group by body_code, part, as_at
),

whole as (
    select added_up.body_code, added_up.part, added_up.as_at, added_up.classification, known.groups_told
    from added_up
    inner join known
        on added_up.body_code = known.body_code and added_up.part = known.part and added_up.as_at = known.as_at
    group by added_up.body_code, added_up.part, added_up.as_at, added_up.classification, known.groups_told
    having sum(added_up.groups_counted) = known.groups_told
),

noted as (
    select
        latest.body_code,
        latest.part,
        latest.as_at,
        counted_in.classification,
        counted_in.counted_as,
        string_agg(distinct latest.note, ' ' order by latest.note) as note
    from latest
    inner join counted_in on latest.group_code = counted_in.group_code
    where latest.note != ''
    group by latest.body_code, latest.part, latest.as_at, counted_in.classification, counted_in.counted_as
)

select
    added_up.body_code,
    added_up.part,
    added_up.as_at,
    added_up.classification,
    added_up.group_code,
    added_up.people,
    added_up.people_low,
    added_up.people_high,
    added_up.people_mark,
    added_up.unit,
    added_up.base,
    noted.note,
    whole.groups_told,
    added_up.listed,
    rounds.return_id,
    rounds.source_code,
    rounds.standing
from added_up
inner join whole
    on
        added_up.body_code = whole.body_code
        and added_up.part = whole.part
        and added_up.as_at = whole.as_at
        and added_up.classification = whole.classification
inner join rounds
    on added_up.body_code = rounds.body_code and added_up.part = rounds.part and added_up.as_at = rounds.as_at
left join noted
    on
        added_up.body_code = noted.body_code
        and added_up.part = noted.part
        and added_up.as_at = noted.as_at
        and added_up.classification = noted.classification
        and added_up.group_code = noted.counted_as
union all
select
    latest.body_code,
    latest.part,
    latest.as_at,
    if(latest.group_code = 'all', 'all', 'unknown') as classification,
    latest.group_code,
    latest.people,
    latest.people_low,
    latest.people_high,
    latest.people_mark,
    latest.unit,
    latest.base,
    nullif(latest.note, '') as note,
    0 as groups_told,
    latest.listed,
    rounds.return_id,
    rounds.source_code,
    rounds.standing
from latest
inner join rounds
    on latest.body_code = rounds.body_code and latest.part = rounds.part and latest.as_at = rounds.as_at
where latest.group_code not in (select group_code from groups where classification != 'all');

-- The same, with what the body told beside it at that date: `everyone` its own total, `known` all it tells the group of
-- in that list, `unknown` those whose group it does not know, `told_in` the list of groups that its return named.
create table engaged as
with each_group as (
    select * from engaged_as_told
    union all
    -- In a list of seats, a group that nobody is in is 0, not unknown.
    select
        listed.body_code, listed.part, listed.as_at, listed.classification, groups.group_code, 0, 0, 0, '',
        listed.unit, null, null, listed.groups_told, true, listed.return_id, listed.source_code, listed.standing
    from (
        select distinct
            body_code, part, as_at, classification, unit, groups_told, return_id, source_code, standing
        from engaged_as_told
        where listed and classification not in ('all', 'unknown')
    ) as listed
    inner join groups on listed.classification = groups.classification
    anti join engaged_as_told as there
        on
            listed.body_code = there.body_code
            and listed.part = there.part
            and listed.as_at = there.as_at
            and listed.classification = there.classification
            and groups.group_code = there.group_code
),

lists as (
    select return_id, body_code, tier, as_at, min(nullif(classification, 'all')) as told_in
    from seat_counts
    group by return_id, body_code, tier, as_at
)

select
    each_group.*,
    sum(each_group.people) filter (each_group.classification = 'all') over at_date as everyone,
    min(each_group.unit) filter (each_group.classification = 'all') over at_date as everyone_unit,
    coalesce(
        case
            when bool_and(each_group.people is not null) filter (each_group.classification = 'unknown') over at_date
                then sum(each_group.people) filter (each_group.classification = 'unknown') over at_date
        end,
        sum(each_group.people_high) filter (each_group.classification = 'unknown') over at_date
    ) as unknown,
    case
        when
            (each_group.listed or each_group.groups_told > 1)
            and each_group.classification not in ('all', 'unknown')
            and count(each_group.people) over in_list = count(*) over in_list
            then round(sum(each_group.people) over in_list, 6)
    end as known,
    lists.told_in
from each_group
left join lists
    on
        each_group.return_id = lists.return_id
        and each_group.body_code = lists.body_code
        and each_group.part = lists.tier
        and each_group.as_at = lists.as_at
window
    at_date as (partition by each_group.body_code, each_group.part, each_group.as_at),
    in_list as (
        partition by each_group.body_code, each_group.part, each_group.as_at, each_group.classification
    )
order by
    each_group.body_code, each_group.part, each_group.as_at, each_group.classification, each_group.group_code;
