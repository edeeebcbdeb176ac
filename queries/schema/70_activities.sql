-- Question: what does each activity, and each count of organisations, tell of ethnic minorities?
-- Put together once, for pages that ask it of thousands of bodies at once.

-- What is certain of the people of each group told, as `parity/measures/tally.py` reads it: with White minorities
-- included, and without.
create temp table sides as
select distinct group_code, including, excluding
from groups
where group_code != 'all';

-- One row per body, activity (in a place and time, as one return told it: `number` tells those of a body apart) and
-- activity that it repeats. `people` are the least there can be; `differing` counts figures that are hidden or missing,
-- `lost` says that nothing is known of one, `hushed` that such a one was hidden. Of each definition: people in it
-- (`ours`), people certainly not in it (`others`), people who may stand behind hidden figures (`spare`), whether people
-- are told who may be either (`torn`), whether a group in it is named, and the first and last code of a group
-- that is on
-- one side of it.
create table activities as
with told as (
    select
        participation.return_id,
        participation.body_code,
        participation.activity,
        participation.role,
        participation.mechanism,
        participation."from" as began,
        coalesce(participation."to", participation."from") as ended,
        participation.area_code,
        coalesce(participation.ethnic_group, 'blank') as code,
        coalesce(participation.people_low, 0) as least,
        participation.people_high as most,
        coalesce(participation.people_mark, '') = 'c' as hidden,
        lower(trim(participation.repeat_of)) as repeats
    from participation
    where coalesce(participation."to", participation."from") is not null
),

sided as (
    select
        told.*,
        coalesce(told.most - told.least, 0) as spare,
        told.code in ('not_stated', 'not_known', 'prefer_not_to_say', 'refused', 'blank') as outside,
        told.code = 'all' as everyone,
        sides.including = 'yes' as in_including,
        sides.excluding = 'yes' as in_excluding,
        sides.including = 'no' as not_including,
        sides.excluding = 'no' as not_excluding
    from told
    left join sides on told.code = sides.group_code
),

each_one as (
    select
        sided.return_id,
        sided.body_code,
        sided.activity,
        sided.role,
        sided.mechanism,
        sided.began,
        sided.ended,
        sided.area_code,
        sided.repeats,
        sum(sided.least) as people,
        sum(sided.least) filter (sided.everyone) as total,
        coalesce(sum(sided.least) filter (sided.code = 'not_stated'), 0) as not_stated,
        coalesce(sum(sided.least) filter (sided.code = 'not_known'), 0) as not_known,
        coalesce(sum(sided.least) filter (sided.code = 'prefer_not_to_say'), 0) as prefer_not_to_say,
        coalesce(sum(sided.least) filter (sided.code = 'refused'), 0) as refused,
        coalesce(sum(sided.least) filter (sided.code = 'blank'), 0) as blank,
        count(*) filter (sided.most is distinct from sided.least) as differing,
        bool_or(sided.most is null) as lost,
        bool_or(sided.most is null and sided.hidden) as hushed,
        coalesce(sum(sided.least) filter (sided.in_including), 0) as ours_including,
        coalesce(sum(sided.least) filter (sided.in_excluding), 0) as ours_excluding,
        coalesce(sum(sided.least) filter (sided.not_including), 0) as others_including,
        coalesce(sum(sided.least) filter (sided.not_excluding), 0) as others_excluding,
        coalesce(
            sum(sided.spare) filter (
                sided.outside or sided.everyone or sided.in_including or sided.not_including
            ),
            0
        ) as spare_including,
        coalesce(
            sum(sided.spare) filter (
                sided.outside or sided.everyone or sided.in_excluding or sided.not_excluding
            ),
            0
        ) as spare_excluding,
        bool_or(
            not (sided.outside or sided.everyone or coalesce(sided.in_including or sided.not_including, false))
            and sided.most is distinct from 0
        ) as torn_including,
        bool_or(
            not (sided.outside or sided.everyone or coalesce(sided.in_excluding or sided.not_excluding, false))
            and sided.most is distinct from 0
        ) as torn_excluding,
        coalesce(bool_or(sided.in_including), false) as named_including,
        coalesce(bool_or(sided.in_excluding), false) as named_excluding,
        min(sided.code) filter (sided.in_including or sided.not_including) as first_including,
        min(sided.code) filter (sided.in_excluding or sided.not_excluding) as first_excluding,
        max(sided.code) filter (sided.in_including or sided.not_including) as last_including,
        max(sided.code) filter (sided.in_excluding or sided.not_excluding) as last_excluding
    from sided
    group by
        sided.return_id, sided.body_code, sided.activity, sided.role, sided.mechanism,
        sided.began, sided.ended, sided.area_code, sided.repeats
)

select
    each_one.*,
    dense_rank() over (
        partition by
            each_one.body_code
        order by
            each_one.return_id, each_one.activity, each_one.role, each_one.mechanism, each_one.began, each_one.ended,
            each_one.area_code
    )::integer as number
from each_one
order by each_one.body_code, each_one.ended, number, each_one.repeats;

drop table sides;

-- One row per body, activity (in a place and time, as one return told it) and involvement: organisations led by ethnic
-- minorities (`ours`), all whose leaders are known, those whose leaders are not, and how many may stand behind hidden
-- figures; `lost` says that nothing is known of one of its figures, `hushed` that one of them was hidden.
create table organisations_led as
select
    return_id,
    body_code,
    involvement,
    activity,
    area_code,
    "from" as began,
    "to" as ended,
    coalesce("to", "from") as day,
    coalesce(sum(count_low) filter (led_by = 'bme_led'), 0) as ours,
    coalesce(sum(coalesce(count_low, 0)) filter (coalesce(led_by, 'not_known') != 'not_known'), 0) as known,
    coalesce(sum(coalesce(count_low, 0)) filter (coalesce(led_by, 'not_known') = 'not_known'), 0) as unknown,
    coalesce(sum(count_high - coalesce(count_low, 0)), 0) as hidden,
    bool_or(count_high is null) as lost,
    bool_or(coalesce(count_mark, '') = 'c') as hushed
from organisations
where coalesce("to", "from") is not null
group by all
order by body_code, involvement, day, return_id, activity, area_code, began;
