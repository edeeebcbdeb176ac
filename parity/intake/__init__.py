"""The one door: a file of bytes in, typed records or every problem at once out."""
