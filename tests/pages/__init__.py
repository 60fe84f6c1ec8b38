"""What every page looks like and says, whatever it is about."""
