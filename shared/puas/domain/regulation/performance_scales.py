"""Where the seen scales about the survey change from one score to the next: the numbers behind `PerformanceEdition.scales`.

Seen in regional applications and reports that agree (`PerformanceEdition.scales` says so for each), not in the rules' annexes. Both
rules score the speed of follow-up, with other steps; the share of plans done and the count of media are scored by 29/2022, how often
the survey is done by 17/2017.
"""

from collections.abc import Mapping
from fractions import Fraction

OLD_RULE, NEW_RULE = "permenpanrb-17-2017", "permenpanrb-29-2022"

SURVEY_BY_RULE = "survey-by-rule"
PUBLICATION_MEDIA = "publication-media"
PLAN_SHARE = "plan-share"
PLAN_SPEED = "plan-speed"
SURVEY_FREQUENCY = "survey-frequency"

SPEED_MONTHS: Mapping[str, tuple[tuple[int, int], ...]] = {
    NEW_RULE: ((1, 5), (3, 4), (6, 3), (9, 2), (12, 1)),
    OLD_RULE: ((1, 4), (3, 3), (6, 2), (12, 1)),
}
"""Everything followed up within so many months gives the score; what takes longer stands on no scale."""

BEFORE_PUBLICATION = {OLD_RULE: 5}
"""The score of everything followed up before the result was published, where the rule knows it."""

SHARE_LOW, SHARE_HIGH = Fraction(30, 100), Fraction(80, 100)
"""Below the first is 2, up to the second 3, above it 4, all of it 5."""

MOST_MEDIA = 5
"""More than four media give the highest score."""

SURVEYS_A_YEAR: tuple[tuple[int, int], ...] = ((4, 3), (2, 2), (1, 1))
"""At least so many surveys in the year give the score: quarterly, half-yearly, yearly. Asking all users is not told by a count."""
