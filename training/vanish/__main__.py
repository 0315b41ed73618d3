"""python -m vanish: the same as the command `vanish`."""

from .cli import main

if __name__ == "__main__":
    main()
