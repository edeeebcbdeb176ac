-- Question: how many people of each ethnic group does each body count, in every classification it can be read in?
-- One row per body, classification and ethnic group told; `everyone` is the body's own total and `unknown` those
-- whose ethnic group it does not know, each null where it was not told. A published percentage stays one.
-- Its unit is then percent.
-- Parameters: $bodies, $tier, $as_at
with told as (
    select
        seat_counts.body_code,
        seat_counts.classification,
        seat_counts.ethnic_group,
        seat_counts.people,
        seat_counts.unit,
        seat_counts.base,
        seat_counts.note,
        returns.source_code,
        returns.standing
    from seat_counts
    inner join returns on seat_counts.return_id = returns.return_id
    where
        seat_counts.body_code in (select unnest($bodies))
        and seat_counts.tier = $tier
        and seat_counts.as_at = $as_at
),

totals as (
    select
        body_code,
        sum(people) filter (classification = 'all') as everyone,
        min(unit) filter (classification = 'all') as everyone_unit,
        sum(people) filter (classification = 'unknown') as unknown
    from told
    group by body_code
),

in_each_classification as (
    select
        told.body_code, told.classification, told.ethnic_group as group_code, told.people, told.unit, told.base,
        told.note, told.source_code, told.standing, true as as_told
    from told
    where told.classification not in ('all', 'unknown')
    union all
    select
        told.body_code,
        group_maps.to_classification,
        group_maps.to_group_code,
        sum(told.people),
        min(told.unit),
        min(told.base),
        string_agg(distinct told.note, ' '),
        min(told.source_code),
        min(told.standing),
        false
    from told
    inner join group_maps
        on told.classification = group_maps.classification and told.ethnic_group = group_maps.group_code
    where group_maps.to_classification in ('broad-5', 'white-other', 'british-other')
    group by told.body_code, told.classification, group_maps.to_classification, group_maps.to_group_code
)

select
    each_group.body_code,
    body.name as body,
    body.body_type,
    each_group.classification,
    each_group.group_code,
    each_group.as_told,
    each_group.people,
    each_group.unit,
    each_group.base,
    each_group.note,
    each_group.source_code,
    each_group.standing,
    totals.everyone,
    totals.everyone_unit,
    totals.unknown
from in_each_classification as each_group
inner join totals on each_group.body_code = totals.body_code
inner join body on each_group.body_code = body.body_code
order by each_group.body_code, each_group.classification, each_group.group_code;
