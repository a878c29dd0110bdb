from bromost.cli import main

main()
