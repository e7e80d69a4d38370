using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace Shouwang.Architecture;

/// <summary>One type of ours uses another.</summary>
public sealed record Use(string From, string To);

/// <summary>Reads from compiled code who uses whom: bases, fields, signatures, method bodies, attributes, generic arguments.</summary>
/// <remarks>Read from IL, a use without any <c>using</c> is seen as well. What the compiler makes (lambdas, state machines) counts for the type it stands in.</remarks>
sealed class References
{
    private const string Ours = "Shouwang.";
    private readonly HashSet<Use> uses = [];

    public static IReadOnlySet<Use> Of(IEnumerable<TypeDefinition> types)
    {
        var references = new References();
        foreach (var type in types) references.Read(type);
        return references.uses;
    }

    public static IEnumerable<TypeDefinition> TypesOf(System.Reflection.Assembly assembly) =>
        AssemblyDefinition.ReadAssembly(assembly.Location).MainModule.GetAllTypes().Where(type => Outermost(type).Namespace.Length > 0 || IsOurs(type));

    public static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is null ? type : Outermost(type.DeclaringType);

    private static bool IsOurs(TypeReference type) => type.FullName.StartsWith(Ours, StringComparison.Ordinal);

    private void Read(TypeDefinition type)
    {
        var from = Outermost(type).FullName;
        Note(from, type.BaseType);
        foreach (var made in type.Interfaces) Note(from, made.InterfaceType);
        foreach (var constraint in type.GenericParameters.SelectMany(parameter => parameter.Constraints)) Note(from, constraint.ConstraintType);
        Note(from, type.CustomAttributes);
        foreach (var field in type.Fields)
        {
            Note(from, field.FieldType);
            Note(from, field.CustomAttributes);
        }
        foreach (var property in type.Properties) Note(from, property.CustomAttributes);
        foreach (var method in type.Methods) Read(from, method);
    }

    private void Read(string from, MethodDefinition method)
    {
        Note(from, method.ReturnType);
        Note(from, method.CustomAttributes);
        foreach (var parameter in method.Parameters)
        {
            Note(from, parameter.ParameterType);
            Note(from, parameter.CustomAttributes);
        }
        foreach (var constraint in method.GenericParameters.SelectMany(parameter => parameter.Constraints)) Note(from, constraint.ConstraintType);
        if (!method.HasBody) return;
        foreach (var local in method.Body.Variables) Note(from, local.VariableType);
        foreach (var handler in method.Body.ExceptionHandlers) Note(from, handler.CatchType);
        foreach (var instruction in method.Body.Instructions) NoteOperand(from, instruction.Operand);
    }

    private void NoteOperand(string from, object? operand)
    {
        switch (operand)
        {
            case TypeReference type: Note(from, type); break;
            case FieldReference field:
                Note(from, field.DeclaringType);
                Note(from, field.FieldType);
                break;
            case MethodReference method:
                Note(from, method.DeclaringType);
                Note(from, method.ReturnType);
                foreach (var parameter in method.Parameters) Note(from, parameter.ParameterType);
                if (method is GenericInstanceMethod instance)
                    foreach (var argument in instance.GenericArguments) Note(from, argument);
                break;
        }
    }

    private void Note(string from, IEnumerable<CustomAttribute> attributes)
    {
        foreach (var attribute in attributes)
        {
            Note(from, attribute.AttributeType);
            foreach (var argument in attribute.ConstructorArguments) NoteArgument(from, argument);
            foreach (var named in attribute.Properties.Concat(attribute.Fields)) NoteArgument(from, named.Argument);
        }
    }

    private void NoteArgument(string from, CustomAttributeArgument argument)
    {
        Note(from, argument.Type);
        if (argument.Value is TypeReference type) Note(from, type);
    }

    private void Note(string from, TypeReference? type)
    {
        switch (type)
        {
            case null or GenericParameter: return; // what a parameter must be is noted where it is declared
            case GenericInstanceType instance:
                Note(from, instance.ElementType);
                foreach (var argument in instance.GenericArguments) Note(from, argument);
                return;
            case RequiredModifierType modified:
                Note(from, modified.ModifierType);
                Note(from, modified.ElementType);
                return;
            case TypeSpecification specification:
                Note(from, specification.ElementType);
                return;
        }
        var outermost = type;
        while (outermost.DeclaringType is not null) outermost = outermost.DeclaringType;
        if (IsOurs(outermost) && outermost.FullName != from) uses.Add(new Use(from, outermost.FullName));
    }
}
