-- Question: how many organisations were awarded anything, led by whom, for the people of which place?
-- One row per key (as in awards_by_leader.sql), standing (real or not) and leader. organisations counts each once, with
-- however many awards: one whose leaders some awards tell is told, one of which two disagree is not known.
-- An award that stands for several organisations counts as many as it has awards.
-- Parameters: $area, $by, $level, $since, $until, $funder, $programme
with whole as (
    select area_code
    from area_within
    where within_code = $area and level = $level
    union
    select area_code
    from areas
    where area_code = $area and level = $level and standing = 'current'
),

parts as (
    select whole.area_code as part_code, whole.area_code as place_code
    from whole
    union all
    select whole.area_code as part_code, area_within.area_code as place_code
    from whole
    inner join area_within on whole.area_code = area_within.within_code
),

awarded as (
    select
        case $by
            when 'year' then cast(year(funding.award_date) as text)
            when 'funder' then coalesce(funding.funder, '')
            when 'programme' then coalesce(funding.programme, '')
            when 'area' then parts.part_code
            else ''
        end as key,
        returns.standing != 'illustrative' as real,
        nullif(funding.led_by, 'not_known') as led_by,
        coalesce(funding.awards, 1) as awards,
        case
            when coalesce(funding.awards, 1) = 1 and lower(funding.recipient) != 'various'
                then coalesce(funding.recipient_identifier, funding.recipient)
        end as recipient
    from funding
    inner join returns on funding.return_id = returns.return_id
    left join parts on funding.area_code = parts.place_code and $by = 'area'
    where
        (
            funding.area_code = $area
            or funding.area_code in (select area_code from area_within where within_code = $area)
        )
        and (cast($since as date) is null or funding.award_date >= cast($since as date))
        and (cast($until as date) is null or funding.award_date <= cast($until as date))
        and (cast($funder as text) is null or coalesce(funding.funder, '') = cast($funder as text))
        and (cast($programme as text) is null or coalesce(funding.programme, '') = cast($programme as text))
        and ($by != 'area' or parts.part_code is not null)
        and coalesce(funding.status, 'awarded') = 'awarded'
),

each_one as (
    select
        key,
        real,
        if(min(led_by) = max(led_by), min(led_by), 'not_known') as led_by,
        1 as organisations
    from awarded
    where recipient is not null
    group by key, real, recipient
    union all
    select key, real, coalesce(led_by, 'not_known') as led_by, awards as organisations
    from awarded
    where recipient is null
)

select key, real, led_by, cast(sum(organisations) as double) as organisations
from each_one
group by key, real, led_by
order by key, real, led_by;
