//! Journeys through the whole program, as people and operators walk them: see `tests/journeys`.
