using Shouwang.Dispatch;
using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Bench;

/// <summary>A volunteer who serves one order, logged in, and who lives where the need is.</summary>
sealed record BenchVolunteer(Guid Id, string Token, string UnitCode, Guid UnitId, string UnitPath, double Latitude, double Longitude, int Resident);

/// <summary>Who takes part: a clerk, a dispatcher, and a volunteer for every loop.</summary>
sealed record BenchCast(string Clerk, string Dispatcher, IReadOnlyList<BenchVolunteer> Volunteers, int OpenOrders);

/// <summary>Chooses the people of a measurement from the demo district and logs them in.</summary>
sealed class BenchPeople(ShouwangDb db, Sessions sessions)
{
    public async Task<BenchCast> Cast(int volunteers, int orders, CancellationToken cancel)
    {
        // Somebody who has time at any hour, for the bench runs at any hour.
        var people = await (
            from volunteer in db.Volunteers().AsNoTracking()
            join unit in db.Units() on volunteer.UnitId equals unit.Id
            where volunteer.AvailabilityJson == "[]" && volunteer.Latitude != null && volunteer.Longitude != null
            orderby volunteer.Number
            select new { volunteer.Id, unit.Code, unit.UnitPath, UnitId = unit.Id, volunteer.Latitude, volunteer.Longitude }).ToListAsync(cancel);
        if (people.Count < volunteers) throw new SetupException($"{volunteers} volunteers are needed who always have time, and there are {people.Count}: more --volunteers or fewer --loops.");
        // From all over the district, as life would send them.
        var (cast, stride) = (new List<BenchVolunteer>(), people.Count / volunteers);
        for (var i = 0; i < volunteers; i++)
        {
            var person = people[i * stride];
            cast.Add(new BenchVolunteer(person.Id.Value, sessions.Open(ActorKind.Volunteer, person.Id.Value), person.Code, person.UnitId.Value, person.UnitPath, person.Latitude!.Value, person.Longitude!.Value, i * 31 % BenchResidents.Of(orders)));
        }
        var staff = await db.Accounts().AsNoTracking().Where(account => account.UserName == "zhongxin" || account.UserName == "diaodu").ToDictionaryAsync(account => account.UserName!, account => account.Id, cancel);
        var (clerk, dispatcher) = (sessions.Open(ActorKind.Staff, staff["zhongxin"]), sessions.Open(ActorKind.Staff, staff["diaodu"]));
        await db.SaveChangesAsync(cancel);
        var shuffled = new Random(1);
        return new BenchCast(clerk, dispatcher, [.. cast.OrderBy(_ => shuffled.Next())], await db.Orders().CountAsync(order => order.ClosedAt == null, cancel));
    }
}

/// <summary>The made-up residents: how many there are, and their telephone numbers.</summary>
static class BenchResidents
{
    public static int Of(int orders) => Math.Clamp(orders / 10, 100, 60_000);

    public static string Phone(int resident) => $"136{resident:D8}";
}
