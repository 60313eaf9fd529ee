"""``python -m meetingrules``."""

from meetingrules.cli import main

if __name__ == "__main__":
    main()
