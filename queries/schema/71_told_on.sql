-- Question: of which days did each body tell us anything, kind of return by kind?
-- One row per body, kind of return that is expected every year, return and day that its records speak of (null where
-- they name none): how many records.
create table told_on as
with told as (
    select return_id, body_code, 'seats' as kind, as_at as day from seats
    union all
    select return_id, body_code, 'seats' as kind, as_at as day from seat_counts
    union all
    select return_id, body_code, 'recruitment' as kind, coalesce(closed, opened) as day from recruitment
    union all
    select return_id, body_code, 'participation' as kind, coalesce("to", "from") as day from participation
    union all
    select return_id, body_code, 'organisations' as kind, coalesce("to", "from") as day from organisations
    union all
    select return_id, body_code, 'practice' as kind, as_at as day from practice
)

select body_code, kind, return_id, day, count(*) as records
from told
group by body_code, kind, return_id, day
order by body_code, kind, day, return_id;
