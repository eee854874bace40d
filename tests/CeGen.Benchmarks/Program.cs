using CeGen.Benchmarks;

return Commands.Run(args, Screen.Create(), Console.Out, Console.Error);
