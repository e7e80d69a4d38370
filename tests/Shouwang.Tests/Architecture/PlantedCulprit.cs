#pragma warning disable IDE0130 // Lies in another room's namespace on purpose: it is what the check must find.
namespace Shouwang.Broadcast
{
    /// <summary>Does what nobody may: a room of a low floor reaches up, each time in another way.</summary>
    sealed class PlantedCulprit
    {
        internal static async Task<string> InsideAnAsyncLambda()
        {
            Func<Task<string>> upwards = async () =>
            {
                await Task.Yield();
                return new Shouwang.Dispatch.PlantedVictim().ToString()!;
            };
            return await upwards();
        }
    }

    /// <summary>The same by a generic argument alone.</summary>
    sealed class PlantedGenericCulprit
    {
        internal readonly List<Shouwang.Dispatch.PlantedVictim> Victims = [];
    }

    /// <summary>The same by an attribute alone.</summary>
    [System.Diagnostics.DebuggerTypeProxy(typeof(Shouwang.Dispatch.PlantedVictim))]
    sealed class PlantedAttributeCulprit;
}

namespace Shouwang.Dispatch
{
    sealed class PlantedVictim;
}

namespace Shouwang.NoSuchRoom
{
    sealed class PlantedStranger;
}
