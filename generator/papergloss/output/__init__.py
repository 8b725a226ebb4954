"""The folder of the finished site, brought up to date in place.

Files come in by name with their bytes; one that holds them already is left alone, one that differs
is replaced as a whole, and one that nobody asked for is removed at the end. So the folder equals
one made from nothing, whatever stood there before: an older site, one that was killed in the
middle, links to elsewhere. Writing in place also spares the disk: ext4 takes ten times longer to
make a file anew where it has just removed one.

``looking`` tells what stands there, ``folder`` changes it.
"""

from papergloss.output.folder import SiteFolder

__all__ = ["SiteFolder"]
