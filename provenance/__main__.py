"""The command line as `python -m provenance`, where no script is on the path."""

from provenance.cli import main

if __name__ == "__main__":
    main()
