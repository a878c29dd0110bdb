"""Files that people hand in: what is taken, what it is looked at for, where it is kept.

`intake` looks at a file before anything is stored; `store` puts its bytes into the
database of the service that keeps it and gets them out again; `tidying` takes away what
nobody refers to. A service brings two tables (`models`) and decides who may see what.
"""
