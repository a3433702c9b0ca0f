import { stems } from '../../base/text/tokens.ts';

/** Words that stand in every other notice of any trade, or say when and how much: nobody would look for them. */
export const VAGUE_STEMS: ReadonlySet<string> = new Set(
  stems(`ability achieve across activity activities aim approach area around available based benefit best build business capability capable carry
    change client collection common community continue core council cover create critical current customer daily deliver delivering
    delivery demand department design develop developed development different effective efficient enable end enhance environment
    essential establish excellent existing expect expected experience expertise flexible focus future general good group growth
    high identify implement implementation improve improved improvement include included includes including industry install installation
    internal key large latest lead level local long main maintain maintenance make manage managed management manager meet model multiple
    national need needs new north number offer office ongoing operate operation operational organisation organisations outcome part
    partner partners people perform performance phase plan planning potential practice product products professional programme project
    projects properties property provide provided provider providing provision quality range region regional relevant replace
    replacement report reporting require required requirements requires resource result role scale schedule scheme scope secure seek
    seeking serve service services set site sites skills solution solutions south specialist staff standard standards strategic strategy
    strong subject supply support supporting sustainable system systems target task team teams together tool training trust type
    undertake unit upgrade use used user users using various vehicle want ways west east work working works world
    january february march april may june july august september october november december monday tuesday wednesday thursday friday
    date day days week weeks month months monthly annual annually year years hours per first second third one two three four five six
    lot lots rm ltd limited plc llp authority borough county city district nhs uk england british united kingdom`),
);
