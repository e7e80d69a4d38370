using System.CommandLine;
using System.Text;
using Shouwang.Host;

Console.OutputEncoding = Encoding.UTF8;
Encoding.RegisterProvider(CodePagesEncodingProvider.Instance); // lists from other offices still come in GBK

var root = new RootCommand("Shouwang 守望: the working system of a New Era Civilization Practice Center");
foreach (var command in Rooms.All.SelectMany(room => room.Commands()))
{
    // Two rooms may share a verb: "import divisions" and "import volunteers".
    if (root.Subcommands.FirstOrDefault(known => known.Name == command.Name) is { } shared)
        foreach (var part in command.Subcommands.ToList()) shared.Subcommands.Add(part);
    else root.Subcommands.Add(command);
}
// Time to finish the write in hand and to give back leases; the default of two seconds is short on a busy machine.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });
