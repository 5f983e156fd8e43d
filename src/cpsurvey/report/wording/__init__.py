"""What the pages say: codes in words, labels beside codes, sentences under figures."""
