-- Question: which ethnic groups are there in these classifications, and which count as BME under each definition?
-- One row per classification and group, in the order of tables: alphabetical, Other last.
-- Parameters: $classifications
select classification, group_code, label, short_label, broad_code, position, including, excluding
from groups
where classification in (select unnest($classifications))
order by classification, position;
