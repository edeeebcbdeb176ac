-- Question: how many people of each ethnic group does each body count, in every classification it can be read in?
-- One row per body, classification and ethnic group told. `everyone` is the body's own total, `known` all it tells the
-- group of, `unknown` those whose group it does not know; each null where it was not told. `listed`: a group without a
-- row is nobody. A published percentage stays one: its unit is percent.
-- Parameters: $bodies, $part, $as_at
with told as (
    select *
    from engaged
    where body_code in (select unnest($bodies)) and part = $part and as_at = $as_at
),

totals as (
    select
        body_code,
        sum(people) filter (classification = 'all') as everyone,
        min(unit) filter (classification = 'all') as everyone_unit,
        coalesce(
            case
                when bool_and(people is not null) filter (classification = 'unknown')
                    then sum(people) filter (classification = 'unknown')
            end,
            sum(people_high) filter (classification = 'unknown')
        ) as unknown
    from told
    group by body_code
)

select
    told.body_code,
    body.name as body,
    body.body_type,
    told.classification,
    told.group_code,
    told.people,
    told.people_low,
    told.people_high,
    told.people_mark,
    told.unit,
    told.base,
    told.listed,
    told.note,
    told.return_id,
    told.source_code,
    told.standing,
    totals.everyone,
    totals.everyone_unit,
    totals.unknown,
    case
        when
            (told.listed or told.groups_told > 1)
            and count(told.people) over (partition by told.body_code, told.classification)
            = count(*) over (partition by told.body_code, told.classification)
            then sum(told.people) over (partition by told.body_code, told.classification)
    end as known
from told
inner join totals on told.body_code = totals.body_code
inner join body on told.body_code = body.body_code
where told.classification not in ('all', 'unknown')
order by told.body_code, told.classification, told.group_code;
