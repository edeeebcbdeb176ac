-- Question: which small areas have regions told us of, and who lives in them?
-- Run once, after the returns are in. What they tell of places goes beside what the censuses counted, under the id of
-- the return; where reference data has the same already, that stands. people_told holds the records of all returns of
-- who lives where, those of small areas read where they are kept.

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

-- One row per area, date, age base, list of groups and return: its residents, and how many of them are of each coarser
-- group; null for those its list cannot be counted in.
create or replace temp table tables_told as
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
)

select
    told.return_id,
    told.area_code,
    told.date,
    told.classification,
    told.age_base as age_told,
    max(told.within) as within,
    case coalesce(told.age_base, 'all')
        when 'all' then 'all ages' when '18_plus' then 'adults 18 and over' else 'adults 16 and over'
    end as age_base,
    count(told.residents) = count(*) as is_whole,
    bool_or(coalesce(told.estimated, false)) as estimated,
    list(told.ethnic_group::group_told) as group_codes,
    list(told.residents::double) as people,
    case when count(told.lower) > 0 then list(told.lower) end as lower,
    case when count(told.upper) > 0 then list(told.upper) end as upper,
    sum(told.residents)::double as base,
    sum(told.residents) filter (counted_as.broad = 'asian')::double as asian,
    sum(told.residents) filter (counted_as.broad = 'black')::double as black,
    sum(told.residents) filter (counted_as.broad = 'mixed')::double as mixed,
    sum(told.residents) filter (counted_as.broad = 'white')::double as white,
    sum(told.residents) filter (counted_as.broad = 'other')::double as other,
    sum(told.residents) filter (counted_as.white = 'minorities_excluding')::double as minorities_excluding,
    sum(told.residents) filter (counted_as.british = 'white_british')::double as white_british,
    sum(told.residents) filter (counted_as.british = 'minorities_including')::double as minorities_including
from people_told as told
left join counted_as
    on told.classification = counted_as.classification and told.ethnic_group = counted_as.group_code
where told.return_id in (select return_id from returns_of_residents)
group by told.return_id, told.area_code, told.date, told.classification, told.age_base
order by told.area_code;

insert into areas
select
    tables_told.area_code,
    tables_told.area_code as name,
    'small area' as level,
    min(year(tables_told.date))::text as vintage,
    'current' as standing,
    arg_max(tables_told.within, returns.sequence) as parent_code,
    arg_max(tables_told.return_id, returns.sequence) as source_code
from tables_told
inner join returns on tables_told.return_id = returns.return_id
where tables_told.within is not null and tables_told.area_code not in (select area_code from areas)
group by tables_told.area_code
order by tables_told.area_code;

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

-- One row per table of an area and list it is shown in: the list that was told, and those it can be counted in.
create or replace temp view ways as
select
    *,
    unnest(
        case
            when classification in ('white-other', 'british-other', 'survey-4') then [classification]
            when classification = 'broad-5' then [classification, 'white-other']
            else [classification, 'broad-5', 'white-other', 'british-other']
        end
    ) as shown
from tables_told
where is_whole and classification != 'all';

-- Where an area is told of more than once for a day and age, a list that was told stands before one that was worked
-- out: all but the first of each. Of most areas there is nothing to choose.
create or replace temp table overruled as
with more_than_once as (
    select area_code, date, age_base
    from ways
    where shown = classification
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

-- A list that was told is put in the order of its groups: threads gather it in any.
insert into residents_told
select
    ways.area_code,
    ways.date,
    ways.shown as classification,
    case
        when ways.shown = ways.classification then list_sort(ways.group_codes)
        when ways.shown = 'broad-5' then ['asian', 'black', 'mixed', 'other', 'white']::group_told[]
        when ways.shown = 'white-other' then ['minorities_excluding', 'white']::group_told[]
        else ['minorities_including', 'white_british']::group_told[]
    end as group_codes,
    ways.age_base,
    case
        when ways.shown = ways.classification then list_select(ways.people, list_grade_up(ways.group_codes))
        when ways.shown = 'broad-5' then [ways.asian, ways.black, ways.mixed, ways.other, ways.white]
        when ways.shown = 'white-other' then [ways.minorities_excluding, ways.white]
        else [ways.minorities_including, ways.white_british]
    end as people,
    if(
        ways.shown = ways.classification, list_select(ways.lower, list_grade_up(ways.group_codes)), null
    ) as lower,
    if(
        ways.shown = ways.classification, list_select(ways.upper, list_grade_up(ways.group_codes)), null
    ) as upper,
    ways.base,
    ways.return_id as source_code,
    ways.classification as source_classification,
    ways.estimated
from ways
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
        and ways.shown = overruled.shown;

drop view ways;
drop table tables_told;
drop table overruled;
