-- Question: how many ethnic minority people took part in each body, of how many whose ethnic group is known?
-- One row per body and way of adding up: involved (in any role but user of services) and using_services, or where
-- $together all. Activities belong to the period in which they ended; one whose people were counted in another of the
-- same sum is left out. What an activity has to tell, and what each column counts: parity/measures/tally.py. Where not
-- $together, what is invented is left out of a sum that has anything real. people, differing and those of unknown
-- ethnic group are the least there can be of all activities, whatever they tell.
-- Parameters: $bodies, $since, $until, $including, $together
with taken as (
    select
        activities.*,
        lower(trim(activities.activity)) as named,
        case when $together then 'all' when activities.role = 'beneficiary' then 'using_services' else 'involved' end
            as way
    from activities
    where
        activities.body_code in (select unnest($bodies))
        and activities.ended <= cast($until as date)
        and (cast($since as date) is null or activities.ended >= cast($since as date))
        and ($together or activities.role is not null)
),

repeating as (
    select way, body_code, number, named, repeats, began, ended
    from taken
    where repeats is not null
),

-- Two activities that each name the other were both counted: the first of them by name stays.
named as (
    select taken.way, taken.body_code, taken.named, taken.repeats, min(taken.began) as began, max(taken.ended) as ended
    from taken
    semi join repeating on taken.way = repeating.way and taken.body_code = repeating.body_code
    group by all
),

repeated as (
    select distinct repeating.way, repeating.body_code, repeating.number, repeating.repeats
    from repeating
    inner join named
        on
            repeating.way = named.way
            and repeating.body_code = named.body_code
            and repeating.repeats = named.named
            and repeating.began <= named.ended
            and repeating.ended >= named.began
    where
        repeating.named != named.named
        and (named.repeats is distinct from repeating.named or named.named < repeating.named)
),

kept as (
    select
        taken.*,
        returns.source_code,
        returns.standing,
        returns.standing != 'illustrative' as real
    from taken
    inner join returns on taken.return_id = returns.return_id
    anti join repeated
        on
            taken.way = repeated.way
            and taken.body_code = repeated.body_code
            and taken.number = repeated.number
            and taken.repeats = repeated.repeats
),

real_ways as (
    select way
    from kept
    where real
    group by way
),

-- One row per activity, whatever its rows say that they repeat.
each_one as (
    select
        way,
        body_code,
        number,
        min(source_code) as source_code,
        min(standing) as standing,
        sum(people) as people,
        sum(total) as total,
        sum(not_stated) as not_stated,
        sum(not_known) as not_known,
        sum(prefer_not_to_say) as prefer_not_to_say,
        sum(refused) as refused,
        sum(blank) as blank,
        sum(differing) as differing,
        bool_or(lost) as lost,
        bool_or(hushed) as hushed,
        sum(if($including, ours_including, ours_excluding)) as ours,
        sum(if($including, others_including, others_excluding)) as others,
        sum(if($including, spare_including, spare_excluding)) as spare,
        bool_or(if($including, torn_including, torn_excluding)) as torn,
        bool_or(if($including, named_including, named_excluding)) as named,
        min(if($including, first_including, first_excluding)) as first_code,
        max(if($including, last_including, last_excluding)) as last_code
    from kept
    where $together or real or way not in (select way from real_ways)
    group by way, body_code, number
),

bodies as (
    select way, body_code, bool_or(named) as named, min(first_code) < max(last_code) as several
    from each_one
    group by way, body_code
),

based as (
    select
        each_one.*,
        each_one.not_stated + each_one.not_known + each_one.prefer_not_to_say + each_one.refused + each_one.blank
            as outside,
        coalesce(bodies.several, false) or (bodies.named and each_one.total is not null) as enough,
        coalesce(each_one.total - outside, each_one.ours + each_one.others) as base
    from each_one
    inner join bodies on each_one.way = bodies.way and each_one.body_code = bodies.body_code
),

telling as (
    select
        *,
        enough and not torn and not lost and base >= ours and (total is null or spare = 0) as tells
    from based
)

select
    body_code,
    way,
    coalesce(sum(ours) filter (tells), 0) as count,
    coalesce(sum(base) filter (tells), 0) as base,
    coalesce(sum(outside + spare) filter (tells), 0) as unknown,
    coalesce(sum(spare) filter (tells), 0) as hidden,
    count(*) as tables,
    count(*) filter (not tells) as left_out,
    count(*) filter (not tells and hushed) as concealed,
    sum(coalesce(total, people)) as people,
    cast(sum(differing) as bigint) as differing,
    sum(not_stated) as not_stated,
    sum(not_known) as not_known,
    sum(prefer_not_to_say) as prefer_not_to_say,
    sum(refused) as refused,
    sum(blank) as blank,
    string_agg(distinct source_code, ' ' order by source_code) as source_code,
    max(standing) as standing
from telling
group by body_code, way
order by body_code, way;
