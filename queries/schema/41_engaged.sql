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

-- One row per body, part and date told: where two returns tell of the same, the one accepted last does. A number for
-- each, in that order: what follows is put together by number, which takes half the time that codes do.
create temp table rounds as
with accepted_last as (
    select
        told.body_code,
        told.part,
        told.as_at,
        arg_max(told.return_id, (returns.sequence, told.return_id)) as return_id,
        arg_max(returns.source_code, (returns.sequence, told.return_id)) as source_code,
        arg_max(returns.standing, (returns.sequence, told.return_id)) as standing
    from told
    inner join returns on told.return_id = returns.return_id
    group by told.body_code, told.part, told.as_at
)

select *, row_number() over (order by body_code, part, as_at) as round
from accepted_last;

create temp table latest as
select
    rounds.round,
    told.group_code,
    told.group_code in (select group_code from groups where classification != 'all') as is_group,
    told.people,
    told.people_low,
    told.people_high,
    told.people_mark,
    told.unit,
    told.base,
    told.note,
    told.listed
from told
inner join rounds
    on
        told.body_code = rounds.body_code
        and told.part = rounds.part
        and told.as_at = rounds.as_at
        and told.return_id = rounds.return_id;

-- One row per classification and group in it, numbered in their order.
create temp table lines as
with every_line as (
    select classification, counted_as as group_code
    from counted_in
    union
    select if(group_code = 'all', 'all', 'unknown'), group_code
    from latest
    where not is_group
)

select classification, group_code, row_number() over (order by classification, group_code) as line
from every_line;

create temp table counted_lines as
select counted_in.group_code, lines.line, lines.classification
from counted_in
inner join lines on counted_in.classification = lines.classification and counted_in.counted_as = lines.group_code;

-- One row per round, classification and group, and how many of the groups told it is made of.
create temp table added_up as
select
    latest.round,
    counted_lines.line,
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
inner join counted_lines on latest.group_code = counted_lines.group_code
where latest.is_group
group by latest.round, counted_lines.line;

-- One row per round and classification in which everything told can be counted: `known` is all it tells the group of.
create temp table whole as
with groups_told as (
    select round, count(*) as groups_told
    from latest
    where is_group
    group by round
)

select
    added_up.round,
    lines.classification,
    groups_told.groups_told,
    bool_or(added_up.listed) as listed,
    min(added_up.unit) as unit,
    case
        when (bool_or(added_up.listed) or groups_told.groups_told > 1) and count(added_up.people) = count(*)
            then round(sum(added_up.people), 6)
    end as known
from added_up
inner join lines on added_up.line = lines.line
inner join groups_told on added_up.round = groups_told.round
group by added_up.round, lines.classification, groups_told.groups_told
having sum(added_up.groups_counted) = groups_told.groups_told;

-- One row per round: `everyone` the body's own total, `unknown` those whose group it does not know, `told_in` the list
-- of groups that its return named.
create temp table beside as
with outside as (
    select
        round,
        sum(people) filter (group_code = 'all') as everyone,
        min(unit) filter (group_code = 'all') as everyone_unit,
        coalesce(
            case
                when bool_and(people is not null) filter (group_code != 'all')
                    then sum(people) filter (group_code != 'all')
            end,
            sum(people_high) filter (group_code != 'all')
        ) as unknown
    from latest
    where not is_group
    group by round
),

lists as (
    select return_id, body_code, tier, as_at, min(nullif(classification, 'all')) as told_in
    from seat_counts
    group by return_id, body_code, tier, as_at
)

select rounds.*, outside.everyone, outside.everyone_unit, outside.unknown, lists.told_in
from rounds
left join outside on rounds.round = outside.round
left join lists
    on
        rounds.return_id = lists.return_id
        and rounds.body_code = lists.body_code
        and rounds.part = lists.tier
        and rounds.as_at = lists.as_at;

-- One row per body, part, date, classification and group: only lists in which everything told can be counted, and what
-- the body told beside it at that date. Classification `all` holds the body's own total, `unknown` those whose ethnic
-- group it does not know.
create table engaged as
with noted as (
    select latest.round, counted_lines.line, string_agg(distinct latest.note, ' ' order by latest.note) as note
    from latest
    inner join counted_lines on latest.group_code = counted_lines.group_code
    where latest.note != ''
    group by latest.round, counted_lines.line
),

each_group as (
    select
        added_up.round, added_up.line, added_up.people, added_up.people_low, added_up.people_high,
        added_up.people_mark, added_up.unit, added_up.base, noted.note, whole.groups_told, added_up.listed, whole.known
    from added_up
    inner join lines on added_up.line = lines.line
    inner join whole on added_up.round = whole.round and lines.classification = whole.classification
    left join noted on added_up.round = noted.round and added_up.line = noted.line
    union all
    select
        latest.round, lines.line, latest.people, latest.people_low, latest.people_high, latest.people_mark,
        latest.unit, latest.base, nullif(latest.note, ''), 0, latest.listed, null
    from latest
    inner join lines
        on
            latest.group_code = lines.group_code
            and if(latest.group_code = 'all', 'all', 'unknown') = lines.classification
    where not latest.is_group
    union all
    -- In a list of seats, a group that nobody is in is 0, not unknown.
    select whole.round, lines.line, 0, 0, 0, '', whole.unit, null, null, whole.groups_told, true, whole.known
    from whole
    inner join lines on whole.classification = lines.classification
    anti join added_up on whole.round = added_up.round and lines.line = added_up.line
    where whole.listed
)

select
    beside.body_code,
    beside.part,
    beside.as_at,
    lines.classification,
    lines.group_code,
    each_group.people,
    each_group.people_low,
    each_group.people_high,
    each_group.people_mark,
    each_group.unit,
    each_group.base,
    each_group.note,
    each_group.groups_told,
    each_group.listed,
    beside.return_id,
    beside.source_code,
    beside.standing,
    beside.everyone,
    beside.everyone_unit,
    beside.unknown,
    each_group.known,
    beside.told_in
from each_group
inner join beside on each_group.round = beside.round
inner join lines on each_group.line = lines.line
order by each_group.round, each_group.line;
