-- Question: what was applied for and awarded, to organisations led by whom, for the people of which place?
-- One row per key (what the rows are added up by: year, funder, programme, area, or '' for all together), competition,
-- leader, status, source and standing. awards counts them; money is in pounds, untold counts awards of no amount told;
-- competition is a funder's programme in a year for which applications not awarded are told too, '' elsewhere. An
-- award for a larger place than the areas of $level is in none of them.
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

told as (
    select
        coalesce(funding.status, 'awarded') as status,
        coalesce(funding.awards, 1) as awards,
        funding.amount_awarded as money,
        funding.award_date,
        coalesce(funding.funder, '') as funder,
        coalesce(funding.programme, '') as programme,
        year(funding.award_date) as year,
        funding.area_code,
        coalesce(funding.led_by, 'not_known') as led_by,
        returns.source_code,
        returns.standing
    from funding
    inner join returns on funding.return_id = returns.return_id
),

competitions as (
    select distinct standing, funder, programme, year
    from told
    where status = 'applied'
)

select
    case $by
        when 'year' then cast(told.year as text)
        when 'funder' then told.funder
        when 'programme' then told.programme
        when 'area' then parts.part_code
        else ''
    end as key,
    case
        when competitions.funder is not null then concat_ws('|', told.funder, told.programme, told.year)
        else ''
    end as competition,
    told.led_by,
    told.status,
    cast(sum(told.awards) as bigint) as awards,
    coalesce(sum(told.money), 0) as money,
    cast(coalesce(sum(told.awards) filter (where told.money is null), 0) as bigint) as untold,
    max(told.award_date) as last,
    told.source_code,
    told.standing
from told
left join competitions
    on
        told.standing = competitions.standing
        and told.funder = competitions.funder
        and told.programme = competitions.programme
        and told.year = competitions.year
left join parts on told.area_code = parts.place_code and $by = 'area'
where
    (
        told.area_code = $area
        or told.area_code in (select area_code from area_within where within_code = $area)
    )
    and (cast($since as date) is null or told.award_date >= cast($since as date))
    and (cast($until as date) is null or told.award_date <= cast($until as date))
    and (cast($funder as text) is null or told.funder = cast($funder as text))
    and (cast($programme as text) is null or told.programme = cast($programme as text))
    and ($by != 'area' or parts.part_code is not null)
group by key, competition, told.led_by, told.status, told.source_code, told.standing
order by key, competition, told.led_by, told.status, told.source_code, told.standing;
