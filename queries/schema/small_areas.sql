-- Question: which small areas have regions told us of, and who lives in them?
-- Run once, after the returns are in. What they tell of places goes beside what the censuses counted, under the id of
-- the return; where reference data has the same already, that stands. areas_told holds who lives in each area of tables
-- of small areas, groups_told the groups of each such return: `parity/areas_told.py`.

insert into returns_of_residents
select return_id
from returns
where kind = 'population' and standing != 'illustrative'
order by return_id;

-- A text is written ten times as slowly as the number it stands for in a list of those there are. The linter takes such
-- lists for brackets around a statement.
create or replace type list_told as enum ( -- noqa: CV07
    select classification
    from groups
    union
    select to_classification
    from group_maps
    order by classification
);
create or replace type group_told as enum ( -- noqa: CV07
    select distinct group_code
    from groups
    order by group_code
);
create or replace type age_told as enum ('all ages', 'adults 16 and over', 'adults 18 and over'); -- noqa: LT01
create or replace type return_told as enum ( -- noqa: CV07
    select return_id
    from returns
    where kind = 'population'
    order by sequence
);

-- One row per area, date, age base, list of groups and return: its residents, in the order of its groups.
create or replace temp table lists_told as
select
    told.return_id,
    told.area_code,
    told.date,
    told.classification,
    told.age_base as age_told,
    max(told.within) as within,
    count(told.residents) = count(*) as is_whole,
    bool_or(coalesce(told.estimated, false)) as estimated,
    list(told.ethnic_group::group_told order by told.ethnic_group::group_told) as group_codes,
    list(told.residents::double order by told.ethnic_group::group_told) as people,
    case when count(told.lower) > 0 then list(told.lower order by told.ethnic_group::group_told) end as lower,
    case when count(told.upper) > 0 then list(told.upper order by told.ethnic_group::group_told) end as upper
from population_returns as told
where told.return_id in (select return_id from returns_of_residents)
group by told.return_id, told.area_code, told.date, told.classification, told.age_base
union all
select
    areas_told.return_id,
    areas_told.area_code,
    areas_told.date,
    areas_told.classification,
    nullif(areas_told.age_base, '') as age_told,
    areas_told.within,
    true as is_whole,
    coalesce(areas_told.estimated, false) as estimated,
    groups_told.group_codes::group_told[] as group_codes,
    areas_told.people,
    null as lower,
    null as upper
from areas_told
inner join groups_told on areas_told.return_id = groups_told.return_id
where areas_told.return_id in (select return_id from returns_of_residents);

-- One row per list of groups that was told: 1 for each of its groups that a coarser group is made of and 0 for the
-- others, in their order; null for those it cannot be counted in.
create or replace temp table made_of as
with every_way as (
    select classification, group_code, classification as counted_in, group_code as counted_group
    from groups
    union all
    select classification, group_code, to_classification, to_group_code
    from group_maps
),

counted_as as (
    select
        classification,
        group_code,
        max(counted_group) filter (counted_in = 'broad-5') as broad,
        max(counted_group) filter (counted_in = 'white-other') as white,
        max(counted_group) filter (counted_in = 'british-other') as british
    from every_way
    group by classification, group_code
),

each_list as (
    select distinct classification, group_codes
    from lists_told
),

placed as (
    select
        classification,
        group_codes,
        unnest(group_codes)::text as group_code,
        generate_subscripts(group_codes, 1) as place
    from each_list
),

marked as (
    select
        placed.classification,
        placed.group_codes,
        placed.place,
        coalesce(counted_as.broad = 'asian', false) as is_asian,
        coalesce(counted_as.broad = 'black', false) as is_black,
        coalesce(counted_as.broad = 'mixed', false) as is_mixed,
        coalesce(counted_as.broad = 'other', false) as is_other,
        coalesce(counted_as.broad = 'white', false) as is_white,
        coalesce(counted_as.white = 'minorities_excluding', false) as is_minorities_excluding,
        coalesce(counted_as.british = 'minorities_including', false) as is_minorities_including,
        coalesce(counted_as.british = 'white_british', false) as is_white_british
    from placed
    left join counted_as
        on placed.classification = counted_as.classification and placed.group_code = counted_as.group_code
)

select
    classification,
    group_codes,
    row_number() over () as number,
    list(1::double) as everyone,
    case when bool_or(is_asian) then list(is_asian::double order by place) end as asian,
    case when bool_or(is_black) then list(is_black::double order by place) end as black,
    case when bool_or(is_mixed) then list(is_mixed::double order by place) end as mixed,
    case when bool_or(is_other) then list(is_other::double order by place) end as other,
    case when bool_or(is_white) then list(is_white::double order by place) end as white,
    case
        when bool_or(is_minorities_excluding) then list(is_minorities_excluding::double order by place)
    end as minorities_excluding,
    case
        when bool_or(is_minorities_including) then list(is_minorities_including::double order by place)
    end as minorities_including,
    case when bool_or(is_white_british) then list(is_white_british::double order by place) end as white_british
from marked
group by classification, group_codes;

insert into areas
select
    lists_told.area_code,
    lists_told.area_code as name,
    'small area' as level,
    min(year(lists_told.date))::text as vintage,
    'current' as standing,
    arg_max(lists_told.within, returns.sequence) as parent_code,
    arg_max(lists_told.return_id, returns.sequence) as source_code
from lists_told
inner join returns on lists_told.return_id = returns.return_id
where lists_told.within is not null and lists_told.area_code not in (select area_code from areas)
group by lists_told.area_code
order by lists_told.area_code;

insert into area_within
select area_code, level, parent_code as within_code
from areas
where level = 'small area'
union all
select areas.area_code, areas.level, area_within.within_code
from areas
inner join area_within on areas.parent_code = area_within.area_code
where areas.level = 'small area'
order by within_code, area_code;

create or replace temp view tables_told as
select
    *,
    case coalesce(age_told, 'all')
        when 'all' then 'all ages' when '18_plus' then 'adults 18 and over' else 'adults 16 and over'
    end as age_base
from lists_told
where is_whole and classification != 'all';

-- One row per table of an area and list it is shown in: the list that was told, and those it can be counted in.
create or replace temp view ways as
select
    tables_told.*,
    made_of.number as made_as,
    unnest(
        case
            when tables_told.classification in ('white-other', 'british-other', 'survey-4')
                then [tables_told.classification]
            when tables_told.classification = 'broad-5' then [tables_told.classification, 'white-other']
            else [tables_told.classification, 'broad-5', 'white-other', 'british-other']
        end
    ) as shown
from tables_told
inner join made_of
    on tables_told.classification = made_of.classification and tables_told.group_codes = made_of.group_codes;

-- Where an area is told of more than once for a day and age, a list that was told stands before one that was worked
-- out: all but the first of each. Of most areas there is nothing to choose.
create or replace temp table overruled as
with more_than_once as (
    select area_code, date, age_base
    from tables_told
    group by area_code, date, age_base
    having count(*) > 1
)

select
    ways.return_id,
    ways.area_code,
    ways.date,
    ways.classification,
    ways.age_told,
    ways.shown
from ways
semi join more_than_once
    on
        ways.area_code = more_than_once.area_code
        and ways.date = more_than_once.date
        and ways.age_base = more_than_once.age_base
qualify row_number() over (
    partition by ways.area_code, ways.date, ways.age_base, ways.shown
    order by ways.shown != ways.classification, ways.classification, ways.return_id
) > 1;

create or replace table residents_told (
    area_code text,
    date date,
    classification list_told,
    group_codes group_told[],
    age_base age_told,
    people double[],
    lower double[],
    upper double[],
    base double,
    source_code return_told,
    source_classification list_told,
    estimated boolean
);

-- In the order of areas, so that the rows of one lie together: a page asks who lives in a place or two.
insert into residents_told
select
    ways.area_code,
    ways.date,
    ways.shown as classification,
    case
        when ways.shown = ways.classification then ways.group_codes
        when ways.shown = 'broad-5' then ['asian', 'black', 'mixed', 'other', 'white']::group_told[]
        when ways.shown = 'white-other' then ['minorities_excluding', 'white']::group_told[]
        else ['minorities_including', 'white_british']::group_told[]
    end as group_codes,
    ways.age_base,
    case
        when ways.shown = ways.classification then ways.people
        when ways.shown = 'broad-5'
            then [
                list_inner_product(ways.people, made_of.asian),
                list_inner_product(ways.people, made_of.black),
                list_inner_product(ways.people, made_of.mixed),
                list_inner_product(ways.people, made_of.other),
                list_inner_product(ways.people, made_of.white)
            ]
        when ways.shown = 'white-other'
            then [
                list_inner_product(ways.people, made_of.minorities_excluding),
                list_inner_product(ways.people, made_of.white)
            ]
        else [
            list_inner_product(ways.people, made_of.minorities_including),
            list_inner_product(ways.people, made_of.white_british)
        ]
    end as people,
    if(ways.shown = ways.classification, ways.lower, null) as lower,
    if(ways.shown = ways.classification, ways.upper, null) as upper,
    list_inner_product(ways.people, made_of.everyone) as base,
    ways.return_id as source_code,
    ways.classification as source_classification,
    ways.estimated
from ways
inner join made_of on ways.made_as = made_of.number
anti join residents_counted as counted
    on
        ways.area_code = counted.area_code
        and ways.date = counted.date
        and ways.shown = counted.classification
        and ways.age_base = counted.age_base
anti join overruled
    on
        ways.return_id = overruled.return_id
        and ways.area_code = overruled.area_code
        and ways.date = overruled.date
        and ways.classification = overruled.classification
        and ways.age_told is not distinct from overruled.age_told
        and ways.shown = overruled.shown
order by ways.area_code;

drop view ways;
drop view tables_told;
drop table lists_told;
drop table made_of;
drop table overruled;
