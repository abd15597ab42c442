"""Words too common in questions to search for."""

_WORDS = """
a about after all also am an and any are as asked at be been being between both but by can come
could did do does doing done during each for from get gets getting give given go goes going got
had has have having he her here his how i if in into is it its just know let like many may me
might much must my no not now of off on once one only or other our out over own per please put
said same say says see shall she should show so some still such take tell than that the their
them then there these they this those through to too under until up us use very was we were
what when where which while who whom whose why will with would you your re ve ll according
report reports paper papers s t
"""
STOPWORDS = frozenset(_WORDS.split())
