import { isAwsRegion, type InputProblem, type MappingDocument } from '@longshore/domain';

/** A region that does not exist would silently select nothing. */
export function unknownRegions(document: MappingDocument): InputProblem[] {
  return document.resources.flatMap(({ selector }, index) => {
    const lists = [
      { path: 'regionPolicy/allow', regions: selector.regionPolicy.allow },
      { path: 'regionPolicy/deny', regions: selector.regionPolicy.deny },
      { path: 'aws/regions', regions: selector.aws?.regions },
    ];
    return lists.flatMap(({ path, regions }) =>
      (regions ?? []).flatMap((region, ordinal) => {
        if (isAwsRegion(region)) return [];
        const pointer = `/resources/${index}/selector/${path}/${ordinal}`;
        return [{ pointer, detail: `${region} is not an AWS region: write a code such as eu-west-1` }];
      }),
    );
  });
}
