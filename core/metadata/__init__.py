"""What photo files say of themselves."""
