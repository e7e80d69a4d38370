using System.CommandLine;
using System.Globalization;
using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>key: the keys of partners' systems, made at the server.</summary>
static class KeyCommand
{
    public static Command Make() => new("key", "Make the keys by which other systems come in") { Create() };

    private static Command Create()
    {
        var partner = new Option<string>("--partner") { Description = "Whose system it is, for example 12345热线", Required = true };
        var unit = new Option<string>("--unit") { Description = "Code of the unit; the key reaches over all below it", Required = true };
        var door = new Option<PartnerDoor>("--for") { Description = "The door it opens: " + string.Join(", ", Enum.GetNames<PartnerDoor>().Select(name => name.ToLowerInvariant())), Required = true };
        var until = new Option<DateOnly?>("--until")
        {
            Description = "Last day, as 2027-12-31; for good when left out",
            CustomParser = read => DateOnly.TryParseExact(read.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : Wrong(read),
        };
        var verb = CommandLine.Verb("create", "Make a key and print it, once", partner, unit, door, until, CommandLine.Json);
        verb.Runs((parsed, cancel) => CommandLine.InHouse(parsed, async (house, stop) =>
        {
            AccountCommand.ActForTheServer(house);
            var made = await house.GetRequiredService<MakePartnerKey>().Run(parsed.GetValue(partner), parsed.GetValue(unit), parsed.GetValue(door), parsed.GetValue(until), stop);
            return AccountCommand.Tell(house, parsed, made, key => $"{key.Key}\nIt is shown this once. It opens {key.Door} for {key.Unit} and all below it.");
        }, cancel));
        return verb;
    }

    private static DateOnly? Wrong(System.CommandLine.Parsing.ArgumentResult read)
    {
        read.AddError($"--until: “{read.Tokens[0].Value}” is not a day such as 2027-12-31.");
        return null;
    }
}
