"""Lists as files: all that its filters leave, in whichever form is asked."""
