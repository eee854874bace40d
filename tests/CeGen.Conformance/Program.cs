return CeGen.Conformance.CommandLine.Run(args, Console.Out, Console.Error);
