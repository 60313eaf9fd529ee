"""Rules held against facts: statuses, departures, attestations, cases, files."""
