"""An invented organisation of invented states, and invented records: for the demo and for trials.

Nobody here exists. Whoever is accused belongs to a state that does not exist either: ICAO's Utopia
and codes that ISO 3166 leaves to its users.
"""
