-- Question: which groups count as ethnic minorities?
-- One row per definition.
-- Parameters: none
select definition, label, sentence
from definitions
order by definition desc;
