-- Question: who holds the seats of each body on a day, and who chairs it, in the groups each return was told in?
-- One row per body, step (seats, chairing) and ethnic group, from the latest list of its members or, without one, its
-- latest totals; day is the day they are true of, at most the day asked for. Nobody is counted in a vacant seat.
-- Parameters: $bodies, $until, $tier
with lists as (
    select seats.return_id, seats.body_code, least(max(seats.as_at), cast($until as date)) as day
    from seats
    inner join returns on seats.return_id = returns.return_id
    where seats.body_code in (select unnest($bodies)) and seats.tier = $tier
    group by seats.return_id, seats.body_code
    qualify
        row_number() over (
            partition by seats.body_code
            order by max(coalesce(seats.as_at, returns.received)) desc, max(returns.sequence) desc
        ) = 1
),

held as (
    select
        seats.return_id,
        seats.body_code,
        lists.day,
        coalesce(seats.ethnic_group, 'blank') as ethnic_group,
        seats.position
    from seats
    inner join lists on seats.return_id = lists.return_id and seats.body_code = lists.body_code
    where
        seats.tier = $tier
        and not coalesce(seats.vacant, false)
        and coalesce(seats.started <= lists.day, true)
        and coalesce(seats.ended > lists.day, true)
),

steps as (
    select 'seats' as step, * from held
    union all
    select 'chairing', * from held where position = 'chair'
),

counts as (
    select
        return_id,
        body_code,
        as_at,
        coalesce(classification, '') as classification,
        ethnic_group,
        unit,
        people_mark,
        case
            when unit = 'percent' then round(people * base / 100)
            when unit = 'fte' then round(people)
            else people_low
        end as least,
        case
            when unit = 'percent' then round(people * base / 100)
            when unit = 'fte' then round(people)
            else people_high
        end as most
    from seat_counts
    where
        body_code in (select unnest($bodies))
        and tier = $tier
        and as_at <= cast($until as date)
        and body_code not in (select body_code from lists)
    qualify as_at = max(as_at) over (partition by body_code)
),

-- A body that told its members in two lists of groups told them twice: the finer list is read.
finest as (
    select body_code, classification
    from counts
    where classification not in ('all', 'unknown')
    group by body_code, classification
    qualify row_number() over (partition by body_code order by count(*) desc, classification) = 1
)

select
    steps.body_code,
    steps.step,
    steps.return_id as part,
    steps.day,
    steps.ethnic_group,
    cast(count(*) as double) as least,
    cast(count(*) as double) as most,
    '' as why,
    true as listed,
    '' as unit,
    returns.source_code,
    returns.standing
from steps
inner join returns on steps.return_id = returns.return_id
group by
    steps.body_code, steps.step, steps.return_id, steps.day, steps.ethnic_group, returns.source_code, returns.standing
union all
select
    counts.body_code,
    'seats' as step,
    counts.return_id as part,
    counts.as_at,
    coalesce(counts.ethnic_group, 'blank') as ethnic_group,
    coalesce(counts.least, 0),
    counts.most,
    coalesce(counts.people_mark, ''),
    false,
    coalesce(counts.unit, 'headcount'),
    returns.source_code,
    returns.standing
from counts
inner join returns on counts.return_id = returns.return_id
left join finest on counts.body_code = finest.body_code
where counts.classification in ('all', 'unknown') or counts.classification = finest.classification
order by body_code, step, part, ethnic_group;
