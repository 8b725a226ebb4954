"""The commands, a module for each group of them: each parses, calls one function, and reports.

With ``__main__`` the only modules that print, and the only ones that know click.
"""
