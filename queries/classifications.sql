-- Question: which lists of ethnic groups are there?
-- One row per classification.
-- Parameters: none
select classification, title, groups, note
from classifications
order by classification;
