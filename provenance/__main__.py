"""The command line as `python -m provenance`, for where scripts are not on the path."""

from provenance.cli import main

if __name__ == "__main__":
    main()
